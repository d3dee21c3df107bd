//! Names common in India, romanised.

pub(super) const GIVEN: &str = "\
Rahul, Priya, Amit, Anjali, Rajesh, Neha, Sanjay, Pooja, Vijay, Kavita, Arjun, Sunita, Rohit, \
Deepika, Anil, Meera, Suresh, Divya, Vikram, Lakshmi, Manish, Shreya, Karthik, Nisha, Ravi, \
Aishwarya, Arun, Swati, Nikhil, Rekha, Aditya, Sneha, Prakash, Ananya, Ashok, Radha, Siddharth, \
Ritu, Gaurav, Preeti, Harish, Padma, Varun, Isha, Mohan, Geeta, Rakesh, Tanvi, Naveen, Shalini, \
Abhishek, Usha, Dinesh, Nandini, Kunal, Aditi, Mahesh, Sarita, Vivek, Ishita, Ganesh, Bhavna, \
Pranav, Kiran, Sachin, Jaya, Tarun, Madhuri, Akash, Leela, Ramesh, Vidya, Harpreet, Simran, \
Gurpreet, Jasleen, Imran, Fatima, Faisal, Ayesha";

pub(super) const FAMILY: &str = "\
Sharma, Patel, Singh, Kumar, Gupta, Reddy, Shah, Verma, Iyer, Mehta, Nair, Joshi, Rao, Desai, \
Agarwal, Menon, Mishra, Chopra, Pillai, Kapoor, Jain, Malhotra, Das, Banerjee, Khan, Bose, \
Chatterjee, Mukherjee, Ghosh, Sinha, Yadav, Pandey, Tiwari, Trivedi, Bhatt, Kulkarni, Deshpande, \
Patil, Jadhav, Pawar, Naidu, Krishnan, Subramanian, Venkatesh, Raman, Srinivasan, Gopal, Hegde, \
Shetty, Kamath, Bhat, Acharya, Chaudhary, Saxena, Srivastava, Bhatia, Khanna, Arora, Sethi, \
Anand, Grewal, Gill, Sandhu, Dhillon, Sidhu, Bajaj, Thakur, Rathore, Chauhan, Solanki, Parekh, \
Modak, Dutta, Sen, Roy, Kaur, Fernandes, D'Souza, Pereira, Thomas, Mathew, Varghese";
